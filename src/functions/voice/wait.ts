export { wait as handler } from '../../http/voice/wait.ts';
