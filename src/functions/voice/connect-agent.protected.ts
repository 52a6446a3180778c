export { connectAgent as handler } from '../../http/voice/connect-agent.ts';
