export { swapTransfer as handler } from '../../../http/api/call.ts';
