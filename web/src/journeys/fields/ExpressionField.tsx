import { Field, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, ask, Problem } from '../../api/client';
import { formatNumber } from '../../format/format';
import { texts } from '../../tiles/texts';
import { useAbout } from '../editor/about';
import { useSettled } from '../../parts/settled';

const useStyles = makeStyles({
  text: { fontFamily: tokens.fontFamilyMonospace },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Text in the segment language, with its faults, and how many fulfil it now. */
export function ExpressionField(props: { value: string; onChange: (text: string) => void }) {
  const styles = useStyles();
  const { message } = useCount(props.value);
  return (
    <>
      <Field
        label={texts.expression}
        required
        {...(message === undefined ? {} : { validationState: 'error' as const, validationMessage: message })}
      >
        <Textarea
          rows={4}
          resize="vertical"
          spellCheck={false}
          textarea={{ className: styles.text }}
          value={props.value}
          onChange={(_, { value }) => props.onChange(value)}
        />
      </Field>
      <Fulfil value={props.value} />
    </>
  );
}

/** How many fulfil an expression now. */
export function Fulfil(props: { value: string }) {
  const styles = useStyles();
  const { count, message } = useCount(props.value);
  return (
    <Text size={200} className={styles.quiet} aria-live="polite">
      {count.data && message === undefined
        ? texts.fulfil(formatNumber(count.data.count), formatNumber(count.data.of))
        : count.isFetching && texts.counting}
    </Text>
  );
}

function useCount(value: string) {
  const { audience } = useAbout();
  const expression = useSettled(value);
  const count = useQuery({
    queryKey: ['segments', 'count', expression, audience],
    queryFn: () =>
      ask(
        api.POST('/api/v1/segments/count', { body: { expression, ...(audience === undefined ? {} : { audience }) } }),
      ),
    enabled: expression.trim() !== '' && value !== '',
    placeholderData: keepPreviousData,
  });
  const faults = count.error instanceof Problem ? count.error.faults.map((it) => it.message) : [];
  return { count, message: faults.length > 0 ? faults.join('; ') : count.error?.message };
}
