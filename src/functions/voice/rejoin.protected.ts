export { rejoin as handler } from '../../http/voice/rejoin.ts';
