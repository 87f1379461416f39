import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, ask, Problem } from '../../api/client';
import { formatInstantIn } from '../../format/format';
import { useSettled } from '../../parts/settled';
import type { Journey } from '../model/tiles';
import { texts } from '../texts';

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** When people would start, had the journey gone live now. */
export function Occurrences({ journey }: { journey: Journey }) {
  const styles = useStyles();
  const { frequency } = journey;
  const next = useOccurrences(journey);
  const fault = next.error instanceof Problem ? next.error.faults[0]?.message : undefined;
  return (
    <section aria-label={texts.occurrences}>
      <Subtitle2 as="h3">{frequency === 'repeating' ? texts.occurrences : texts.startsAt}</Subtitle2>
      {fault && <Text block>{fault}</Text>}
      {next.data && next.data.items.length === 0 && <Text block>{texts.noOccurrence}</Text>}
      {next.data && !fault && (
        <ol className={styles.list}>
          {next.data.items.map((at) => (
            <li key={at}>
              <time dateTime={at}>{formatInstantIn(at, next.data.zone)}</time>
            </li>
          ))}
        </ol>
      )}
      {next.data && (
        <Text size={200} className={styles.quiet}>
          {texts.occurrencesIn(next.data.zone)}
        </Text>
      )}
    </section>
  );
}

function useOccurrences(journey: Journey) {
  const { frequency, every, start, end } = journey;
  const question = useSettled(
    JSON.stringify({
      frequency,
      ...(frequency === 'repeating' ? { every } : {}),
      ...(start ? { start } : {}),
      ...(end ? { end } : {}),
      ...(journey['time-zone'] ? { 'time-zone': journey['time-zone'] } : {}),
    }),
  );
  return useQuery({
    queryKey: ['occurrences', question],
    queryFn: () =>
      ask(api.POST('/api/v1/journeys/occurrences', { body: { frequency }, bodySerializer: () => question })),
    placeholderData: keepPreviousData,
  });
}
