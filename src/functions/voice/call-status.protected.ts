export { callStatus as handler } from '../../http/voice/call-status.ts';
