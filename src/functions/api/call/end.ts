export { endCall as handler } from '../../../http/call-routes.ts';
