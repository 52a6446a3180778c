export { declineCall as handler } from '../../../http/api/call.ts';
