import { BELIEFS } from '../../../emulator/beliefs.ts';
import type { Experiment } from '../experiment.ts';
import { conference, inXml, STAY } from '../twiml.ts';
import type { Workbench } from '../workbench.ts';

/** Where a Dial leads when it is over. */
function afterwards(bench: Workbench): string {
  return bench.url('open', { note: 'dialled', twiml: STAY });
}

export const leaveByDial: Experiment<'leaveByDial'> = {
  belief: 'leaveByDial',
  plan: 'A page in a conference leaves it by the star key.',
  legMinutes: 1,
  observe: async (bench) => {
    const party = await bench.party();
    const events = {
      statusCallback: bench.url('open', { note: 'room' }),
      statusCallbackEvent: 'join leave',
    };
    const dial = { hangupOnStar: 'true', action: afterwards(bench) };
    await bench.dial(party, conference(bench.room(), { waitUrl: '', ...events }, dial));
    await bench.untilNoted('room');
    await party.press('*');
    await bench.untilNoted('dialled');
    const reason = await bench.until('a leave is told', async () => {
      const notes = await bench.notes('room');
      return notes.find(({ ReasonParticipantLeft }) => ReasonParticipantLeft)?.ReasonParticipantLeft;
    });
    const setting = BELIEFS.leaveByDial.settings.find((each) => each === reason);
    if (setting) return setting;
    throw new Error(`The reason is ${reason}, which no setting describes.`);
  },
};

export const absentCoach: Experiment<'absentCoach'> = {
  belief: 'absentCoach',
  plan: 'A page is sent into a conference as the coach of another page, which is not in it.',
  legMinutes: 2,
  observe: async (bench) => {
    const [coach, elsewhere] = [await bench.party(), await bench.party()];
    const [call, absent] = [await bench.connect(coach), await bench.connect(elsewhere)];
    const dial = { action: afterwards(bench) };
    const twiml = conference(bench.room(), { waitUrl: '', coach: absent }, dial);
    await bench.client.calls(call).update({
      url: bench.url('open', { note: 'document', twiml }),
      method: 'POST',
      fallbackUrl: bench.url('open', { note: 'fell-back', twiml: STAY }),
      fallbackMethod: 'POST',
    });
    return await bench.until('a coach without an agent is heard of again', async () => {
      if ((await bench.notes('dialled')).length > 0) return 'dial-fails';
      return (await bench.notes('fell-back')).length > 0 && 'document-fails';
    });
  },
};

export const dialGivenUp: Experiment<'dialGivenUp'> = {
  belief: 'dialGivenUp',
  plan: 'A page dials another one and hangs up while it rings.',
  legMinutes: 1,
  observe: async (bench) => {
    const [caller, callee] = [await bench.party(), await bench.registered()];
    const action = inXml(afterwards(bench));
    await bench.dial(caller, `<Dial action="${action}"><Client>${callee.identity}</Client></Dial>`);
    await bench.until('the other page rings', async () =>
      (await callee.told()).some(({ what }) => what === 'incoming'),
    );
    await caller.hangUp();
    const [note] = await bench.untilNoted('dialled');
    const setting = BELIEFS.dialGivenUp.settings.find((each) => each === note?.DialCallStatus);
    if (setting) return setting;
    throw new Error(`The Dial is ${note?.DialCallStatus}, which no setting describes.`);
  },
};
