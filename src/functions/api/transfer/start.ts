export { startTransfer as handler } from '../../../http/api/call.ts';
