// Where the built page lies and under which names it is served: TLSCAM_SITE names another folder, TLSCAM_E2E_PORT another port.
import { join, resolve } from 'node:path';

export const root = resolve(__dirname, '../..');
export const site = process.env.TLSCAM_SITE ?? join(root, 'build/site');
export const port = Number(process.env.TLSCAM_E2E_PORT ?? 4178);
/** A name that is not this computer's, as on the internet, but without https. */
export const otherHost = 'lessons.example';
export const elsewhere = `http://${otherHost}:${port}/`;
