import { Badge, Tooltip, type BadgeProps } from '@fluentui/react-components';
import type { JourneyLine } from './queries';
import { texts } from './texts';

const COLOURS: Record<string, BadgeProps['color']> = {
  draft: 'informative',
  planned: 'brand',
  live: 'success',
  paused: 'warning',
  held: 'danger',
  stopped: 'subtle',
  archived: 'subtle',
};

/** The state of a journey, and why where it did not choose it. */
export function StateBadge(props: { journey: Pick<JourneyLine, 'state' | 'problem'> }) {
  const { state, problem } = props.journey;
  const badge = (
    <Badge appearance="tint" color={COLOURS[state] ?? 'informative'} tabIndex={problem === undefined ? undefined : 0}>
      {texts.states[state] ?? state}
    </Badge>
  );
  return problem === undefined ? (
    badge
  ) : (
    <Tooltip content={problem} relationship="description">
      {badge}
    </Tooltip>
  );
}
