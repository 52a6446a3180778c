export { setPresence as handler } from '../../../http/api/presence.ts';
