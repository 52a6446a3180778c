export { endCall as handler } from '../../../http/api/call.ts';
