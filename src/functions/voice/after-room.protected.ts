export { afterRoom as handler } from '../../http/voice/after-room.ts';
