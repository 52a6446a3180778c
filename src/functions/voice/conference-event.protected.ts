export { conferenceEvent as handler } from '../../http/voice/conference-event.ts';
