export { incoming as handler } from '../../http/voice/incoming.ts';
