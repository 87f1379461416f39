import { ANSWERS, type People } from '../canvas/actions';
import type { Funnel, FunnelStep } from '../queries';
import { texts } from '../texts';

/** A number on a tile; people stand behind some. */
export interface Figure {
  name: string;
  value: number;
  people?: People;
  isBad?: boolean;
  /** Whether it stands only in a line on the tile, or only where there is room for all of them. */
  only?: 'short' | 'long';
  /** Whether it is of what people did with a message; these have a line of their own. */
  isAnswer?: boolean;
}

export type Numbers = Figure[];

export const hasAnswers = (numbers: Numbers | undefined) => numbers?.some((it) => it.isAnswer) === true;

/** Whether a step sends something. */
export const isMessage = (step: FunnelStep) => ['email', 'sms', 'push'].includes(step.kind);

export const sum = (values: Record<string, number>) => Object.values(values).reduce((total, it) => total + it, 0);

/** The numbers of each step by its id, and those of the entry and exit criteria. */
export function numbersOf(funnel: Funnel): { entry: Numbers; exit: Numbers; steps: Map<string, Numbers> } {
  const steps = new Map(
    funnel.steps.map((step): [string, Numbers] => {
      const figures: Numbers = [
        { name: texts.inflow, value: step.inflow, people: { at: step.id, of: 'inflow' } },
        { name: texts.here, value: step.here, people: { at: step.id, of: 'here' } },
      ];
      if (isMessage(step)) {
        figures.push({ name: texts.sent, value: step.sent, people: { at: step.id, of: 'sent' } });
      }
      if (step.deferred > 0) {
        figures.push({ name: texts.deferred, value: step.deferred, people: { at: step.id, of: 'deferred' } });
      }
      const blocked = Object.entries(step.blocked).filter(([, value]) => value > 0);
      if (blocked.length > 0) {
        const people: People = { at: step.id, of: 'blocked' };
        figures.push({ name: texts.blocked, value: sum(step.blocked), people, isBad: true, only: 'short' });
      }
      figures.push(
        ...blocked.map(([reason, value]) => ({ name: texts.blockedFor(reason), value, only: 'long' as const })),
      );
      const answers = ANSWERS.map((of) => ({ of, value: step.responses[of] ?? 0 })).filter(({ value }) => value > 0);
      figures.push(
        ...answers.map(({ of, value }) => ({
          name: texts.answers[of],
          value,
          people: { at: step.id, of },
          isAnswer: true,
          isBad: of === 'bounced' || of === 'unsubscribed',
        })),
      );
      return [step.id, figures];
    }),
  );
  return {
    entry: [
      { name: texts.entered, value: funnel.entered },
      { name: texts.inside, value: funnel.inside },
    ],
    exit: Object.entries(funnel.left)
      .filter(([, value]) => value > 0)
      .map(([reason, value]) => ({ name: texts.reasons[reason] ?? reason, value, people: { left: reason } })),
    steps,
  };
}
