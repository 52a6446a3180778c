export { completeTransfer as handler } from '../../../http/api/call.ts';
