export { desk as handler } from '../../http/api/desk.ts';
