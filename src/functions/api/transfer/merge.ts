export { mergeTransfer as handler } from '../../../http/api/call.ts';
