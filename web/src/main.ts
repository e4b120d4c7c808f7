import 'virtual:theme.css';
import './styles/fonts.css';
import './styles/base.css';
import './styles/print.css';
import { runPage } from './run_page';
import { workOffline } from './store/offline';

async function start(): Promise<void> {
  const target = document.getElementById('page');
  if (!target) return;
  // The page in a frame, or made for one, is another beginning (framed.ts); the script in the head has seen that it is.
  if ('framed' in document.documentElement.dataset) return (await import('./framed')).showFramed(target);
  await runPage(target);
  // Only now: what it fetches for working offline must not compete with what the first prompt needs.
  if (import.meta.env.PROD)
    workOffline().catch(() => {
      // Without it the page works as long as there is a network: private windows, servers without https.
    });
}

void start();
