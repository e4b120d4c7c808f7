import 'virtual:theme.css';
import './styles/fonts.css';
import './styles/base.css';
import './styles/print.css';
import { mount } from 'svelte';
import { begin } from './store/begin';
import Page from './views/Page.svelte';

const target = document.getElementById('page');
if (target) mount(Page, { target });
void begin().then(() => {
  // Only now: what it fetches for working offline must not compete with what the first prompt needs.
  if (import.meta.env.PROD && 'serviceWorker' in navigator)
    navigator.serviceWorker.register('./service_worker.js').catch(() => {
      // Without it the page works as long as there is a network: private windows, servers without https.
    });
});
