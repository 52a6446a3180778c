export { heartbeatPresence as handler } from '../../../http/api/presence.ts';
