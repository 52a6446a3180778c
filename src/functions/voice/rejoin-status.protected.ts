export { rejoinStatus as handler } from '../../http/voice/rejoin-status.ts';
