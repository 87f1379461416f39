import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { PersonField } from '../../contacts/PersonField';
import { MessageFrame } from '../../parts/MessageFrame';
import { Failure } from '../../parts/States';
import { texts } from '../../tiles/texts';
import { useAbout } from '../editor/about';

const useStyles = makeStyles({
  letter: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    '& dt': { color: tokens.colorNeutralForeground3 },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  text: { whiteSpace: 'pre-wrap', maxHeight: '320px', overflowY: 'auto' },
});

/** A message as one of the journey's people would get it. */
export function MessagePreview(props: { message: string }) {
  const { audience } = useAbout();
  return audience === undefined ? null : <Preview {...props} audience={audience} />;
}

function Preview(props: { message: string; audience: string }) {
  const styles = useStyles();
  const [key, setKey] = useState<string>();
  const shown = useLetter(props.message, props.audience, key);
  return (
    <>
      <PersonField label={texts.preview} audience={props.audience} chosen={key} onChoose={setKey} />
      {shown.error && <Failure error={shown.error} />}
      {shown.data && (
        <dl className={styles.letter}>
          {shown.data.to && (
            <>
              <dt>{texts.to}</dt>
              <dd>{shown.data.to}</dd>
            </>
          )}
          {shown.data.subject && (
            <>
              <dt>{texts.subject}</dt>
              <dd>{shown.data.subject}</dd>
            </>
          )}
          {!shown.data.html && (
            <>
              <dt>{texts.text}</dt>
              <dd className={styles.text} tabIndex={0}>
                {shown.data.text}
              </dd>
            </>
          )}
        </dl>
      )}
      {shown.data?.html && <MessageFrame title={props.message} page={shown.data.page} />}
      {shown.isLoading && <Text>…</Text>}
    </>
  );
}

function useLetter(message: string, audience: string, key: string | undefined) {
  return useQuery({
    queryKey: ['messages', 'preview', message, audience, key],
    queryFn: async () => {
      const { format, text } = await ask(api.GET('/api/v1/messages/{name}', { params: { path: { name: message } } }));
      return ask(api.POST('/api/v1/messages/preview', { body: { format, text, audience, key: key ?? '' } }));
    },
    enabled: key !== undefined,
  });
}
