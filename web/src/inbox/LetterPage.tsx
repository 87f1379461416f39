import { makeStyles, MessageBar, MessageBarBody, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular, MailOffRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useParams } from 'react-router';
import { good } from '../api/client';
import { personPath } from '../contacts/queries';
import { formatInstant } from '../format/format';
import { Command, Commands } from '../parts/Commands';
import { Confirm } from '../parts/Confirm';
import { MessageFrame } from '../parts/MessageFrame';
import { NavLink } from '../parts/NavLink';
import { Page } from '../parts/Page';
import { Shown } from '../parts/States';
import { useLetter } from './queries';
import { texts } from './texts';

const useStyles = makeStyles({
  head: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground3 },
    '& dd': { margin: 0 },
  },
  text: { whiteSpace: 'pre-wrap', margin: 0, fontFamily: tokens.fontFamilyMonospace },
});

/** A message in the inbox, as its reader would see it. */
export default function LetterPage() {
  const { id = '' } = useParams();
  const asked = useLetter(Number(id));
  const styles = useStyles();
  const [view, setView] = useState<'html' | 'plain'>('html');
  const [asking, setAsking] = useState(false);
  const letter = asked.data?.letter;
  return (
    <Page
      title={letter?.subject ?? texts.noSubject}
      commands={
        letter?.channel === 'email' &&
        letter.fault === undefined && (
          <Commands label={texts.commands}>
            <Command
              name={texts.download}
              icon={<ArrowDownloadRegular />}
              onClick={() => location.assign(`/api/v1/inbox/${letter.id}/eml`)}
            />
            {asked.data?.unsubscribe !== undefined && (
              <Command name={texts.unsubscribe} icon={<MailOffRegular />} onClick={() => setAsking(true)} />
            )}
          </Commands>
        )
      }
    >
      <Shown asked={asked}>
        {(whole) => (
          <>
            <dl className={styles.head}>
              <dt>{texts.from}</dt>
              <dd>{whole.letter.from ?? ''}</dd>
              <dt>{texts.to}</dt>
              <dd>
                {whole.letter.to ?? ''} ·{' '}
                <NavLink to={personPath(whole.letter.audience, whole.letter.person)}>{whole.letter.person}</NavLink>
              </dd>
              <dt>{texts.sent}</dt>
              <dd>{formatInstant(whole.letter.sent)}</dd>
              <dt>{texts.journey}</dt>
              <dd>
                {whole.letter.journey === '' ? (
                  texts.test
                ) : (
                  <NavLink to={`/engagement/journeys/${encodeURIComponent(whole.letter.journey)}`}>
                    {whole.letter.journey}
                  </NavLink>
                )}
              </dd>
            </dl>
            {whole.letter.fault !== undefined && (
              <MessageBar intent="error">
                <MessageBarBody>
                  {texts.fault}: {whole.letter.fault}
                </MessageBarBody>
              </MessageBar>
            )}
            <TabList selectedValue={view} onTabSelect={(_, { value }) => setView(value as 'html' | 'plain')}>
              <Tab value="html">{texts.html}</Tab>
              <Tab value="plain">{texts.plain}</Tab>
            </TabList>
            {view === 'html' ? (
              <MessageFrame title={texts.read} page={`/api/v1/inbox/${whole.letter.id}/page`} />
            ) : (
              <pre className={styles.text}>
                <Text>{whole.text ?? ''}</Text>
              </pre>
            )}
            {asking && whole.unsubscribe !== undefined && (
              <Unsubscribe address={whole.unsubscribe} onClose={() => setAsking(false)} />
            )}
          </>
        )}
      </Shown>
    </Page>
  );
}

/** Does what a mail program does when its user wants no more (RFC 8058). */
function Unsubscribe(props: { address: string; onClose: () => void }) {
  return (
    <Confirm
      title={texts.unsubscribeTitle}
      action={texts.unsubscribeAction}
      onClose={props.onClose}
      onConfirm={async () =>
        good(
          await fetch(new URL(props.address).pathname, {
            method: 'POST',
            credentials: 'omit',
            body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
          }),
        )
      }
    >
      {texts.unsubscribeText}
    </Confirm>
  );
}
