export { legHold as handler } from '../../http/voice/leg-hold.ts';
