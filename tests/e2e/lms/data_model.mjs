// A learning platform's side of SCORM 1.2, as strict as the standard (ADL, SCORM Run-Time Environment 1.2, chapter 3): what it
// does not allow is refused with its error code, and noted.

const text = (longest) => (value) => value.length <= longest;
const oneOf =
  (...words) =>
  (value) =>
    words.includes(value);
const score = (value) => value === '' || (/^\d+(\.\d+)?$/.test(value) && Number(value) <= 100);
const timespan = (value) => /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/.test(value);
const anything = () => true;
const STATUS = ['passed', 'completed', 'failed', 'incomplete', 'browsed'];

/** The elements of 3.4.4 that a unit may ask for or set here: who may do what, and what fits. */
const MODEL = {
  'cmi.core.student_id': { read: true },
  'cmi.core.student_name': { read: true },
  'cmi.core.credit': { read: true },
  'cmi.core.entry': { read: true },
  'cmi.core.total_time': { read: true },
  'cmi.launch_data': { read: true },
  'cmi.core.lesson_location': { read: true, write: text(255) },
  'cmi.core.lesson_status': { read: true, write: oneOf(...STATUS) },
  'cmi.core.score.raw': { read: true, write: score },
  'cmi.core.score.min': { read: true, write: score },
  'cmi.core.score.max': { read: true, write: score },
  'cmi.suspend_data': { read: true, write: text(4096) },
  'cmi.core.exit': { write: oneOf('time-out', 'suspend', 'logout', '') },
  'cmi.core.session_time': { write: timespan },
  'cmi.comments': { read: true, write: anything },
};

const ERRORS = {
  0: 'No error',
  101: 'General exception',
  201: 'Invalid argument error',
  301: 'Not initialized',
  401: 'Not implemented error',
  403: 'Element is read only',
  404: 'Element is write only',
  405: 'Incorrect data type',
};

/** The record of a learner in a unit that was never opened. */
export const freshRecord = (student) => ({
  'cmi.core.student_id': student,
  'cmi.core.student_name': 'Learner, A.',
  'cmi.core.credit': 'credit',
  'cmi.core.entry': 'ab-initio',
  'cmi.core.lesson_status': 'not attempted',
  'cmi.core.total_time': '0000:00:00.00',
});

/**
 * The API for one session with a unit. `keep` gets the record at each LMSCommit and LMSFinish; `refusals` lists every call that
 * the standard forbids.
 */
export function openSession(record, keep, refusals) {
  const values = { ...record };
  let state = 'new';
  let error = 0;
  const answer = (code, call) => {
    error = code;
    if (code !== 0) refusals.push(`${call}: ${ERRORS[code]}`);
    return code === 0 ? 'true' : 'false';
  };
  const running = (call) => (state === 'running' ? 0 : answer(301, call) && 301);

  return {
    LMSInitialize(nothing) {
      if (nothing !== '') return answer(201, 'LMSInitialize');
      if (state !== 'new') return answer(101, 'LMSInitialize');
      state = 'running';
      return answer(0, '');
    },
    LMSGetValue(element) {
      const call = `LMSGetValue(${element})`;
      if (running(call)) return '';
      const known = MODEL[element];
      if (!known) answer(401, call);
      else if (!known.read) answer(404, call);
      else answer(0, '');
      return known?.read ? (values[element] ?? '') : '';
    },
    LMSSetValue(element, value) {
      const call = `LMSSetValue(${element}, ${String(value).slice(0, 40)})`;
      if (running(call)) return 'false';
      const known = MODEL[element];
      if (!known) return answer(401, call);
      if (!known.write) return answer(403, call);
      if (typeof value !== 'string' || !known.write(value)) return answer(405, call);
      values[element] = value;
      return answer(0, '');
    },
    LMSCommit(nothing) {
      if (nothing !== '') return answer(201, 'LMSCommit');
      if (running('LMSCommit')) return 'false';
      keep({ ...values });
      return answer(0, '');
    },
    LMSFinish(nothing) {
      if (nothing !== '') return answer(201, 'LMSFinish');
      if (running('LMSFinish')) return 'false';
      state = 'ended';
      const again = values['cmi.core.exit'] === 'suspend' ? 'resume' : '';
      keep({ ...values, 'cmi.core.entry': again });
      return answer(0, '');
    },
    LMSGetLastError: () => String(error),
    LMSGetErrorString: (code) => ERRORS[code] ?? '',
    LMSGetDiagnostic: () => '',
  };
}
