// A small learning platform: it reads the manifest of the package beside it, opens a unit in a frame, and keeps each learner's
// record of it. ?student=ID says who learns.
import { freshRecord, openSession } from './data_model.mjs';

const PACKAGE = new URL('../package/', location.href);
const student = new URLSearchParams(location.search).get('student') ?? 'nobody';
const keyOf = (unit) => `${student} ${unit}`;
const refusals = document.getElementById('refusals');

const recordOf = (unit) => JSON.parse(localStorage.getItem(keyOf(unit)) ?? 'null') ?? freshRecord(student);

function showRecord(unit) {
  const record = recordOf(unit);
  document.getElementById('status').textContent = record['cmi.core.lesson_status'];
  document.getElementById('score').textContent = record['cmi.core.score.raw'] ?? '';
  document.getElementById('location').textContent = record['cmi.core.lesson_location'] ?? '';
  document.getElementById('session').textContent = record['cmi.core.session_time'] ?? '';
  document.getElementById('note').textContent = String((record['cmi.suspend_data'] ?? '').length);
}

function open(unit, href) {
  const noted = { push: (text) => refusals.append(`${text}\n`) };
  window.API = openSession(
    recordOf(unit),
    (record) => {
      localStorage.setItem(keyOf(unit), JSON.stringify(record));
      showRecord(unit);
    },
    noted,
  );
  showRecord(unit);
  document.querySelector('iframe').src = new URL(href, PACKAGE).href;
}

const text = await (await fetch(new URL('imsmanifest.xml', PACKAGE))).text();
const manifest = new DOMParser().parseFromString(text, 'application/xml');
const adl = 'http://www.adlnet.org/xsd/adlcp_rootv1p2';
for (const item of manifest.querySelectorAll('organization > item')) {
  const unit = item.getAttribute('identifierref');
  const resource = manifest.querySelector(`resource[identifier="${unit}"]`);
  if (resource.getAttributeNS(adl, 'scormtype') !== 'sco') throw new Error(`${unit} is no SCO`);
  const button = document.createElement('button');
  button.textContent = item.querySelector('title').textContent;
  button.onclick = () => open(unit, resource.getAttribute('href'));
  document.querySelector('nav').append(button);
}
document.getElementById('leave').onclick = () => {
  document.querySelector('iframe').src = 'about:blank';
};
