export { tick as handler } from '../../http/voice/tick.ts';
