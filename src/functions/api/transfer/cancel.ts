export { cancelTransfer as handler } from '../../../http/api/call.ts';
