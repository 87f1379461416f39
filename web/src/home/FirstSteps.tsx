import { Button, Card, makeStyles, Spinner, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { useNavigate } from 'react-router';
import { useAudiences } from '../api/tables';
import { useMay } from '../api/session';
import { journeyPath, NEW_JOURNEY } from '../journeys/places';
import { Section } from '../parts/Page';
import { Failure } from '../parts/States';
import { useTell } from '../parts/told';
import { NEW_SEGMENT } from '../segments/places';
import { fits } from './sample/fits';
import { useSample } from './sample/useSample';
import { texts } from './texts';

const useStyles = makeStyles({
  steps: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))',
    gap: tokens.spacingHorizontalL,
  },
  button: { alignSelf: 'start' },
  sample: { maxWidth: '640px' },
});

/** What to do first on a new installation. */
export function FirstSteps() {
  const styles = useStyles();
  const navigate = useNavigate();
  const audiences = useAudiences();
  const audience = audiences.data?.[0]?.name;
  const sample = useSample();
  const mayAll = useMay('admin');
  const mayWrite = useMay('data');
  const mayEdit = useMay('edit');
  const steps = [
    {
      may: mayWrite,
      title: texts.bring,
      hint: texts.bringHint,
      to: audience === undefined ? '/settings/tables' : `/settings/tables/${encodeURIComponent(audience)}/import`,
    },
    { may: mayEdit, title: texts.segment, hint: texts.segmentHint, to: NEW_SEGMENT },
    { may: mayEdit, title: texts.journey, hint: texts.journeyHint, to: NEW_JOURNEY },
  ];
  return (
    <Section title={texts.steps}>
      <div className={styles.steps}>
        {steps.map((step, index) => (
          <Card key={step.title}>
            <Subtitle1 as="h3">
              {index + 1}. {step.title}
            </Subtitle1>
            <Text>{step.hint}</Text>
            {step.may && (
              <Button
                className={styles.button}
                appearance={index === 0 ? 'primary' : 'secondary'}
                onClick={() => void navigate(step.to)}
              >
                {step.title}
              </Button>
            )}
          </Card>
        ))}
      </div>
      {mayAll && ((audiences.data && fits(audiences.data)) || !sample.bring.isIdle) && <Sample {...sample} />}
    </Section>
  );
}

/** A whole small workspace, one click away. */
function Sample({ bring, doing }: ReturnType<typeof useSample>) {
  const styles = useStyles();
  const navigate = useNavigate();
  const tell = useTell();
  // Once the sample is there, these steps are not any more: what comes then must not depend on them.
  const begin = () =>
    bring.mutateAsync().then(
      (journey) => {
        tell.done(texts.sampleThere);
        void navigate(journeyPath(journey));
      },
      () => undefined, // shown above
    );
  return (
    <Card className={styles.sample}>
      <Subtitle1 as="h3">{texts.sample}</Subtitle1>
      <Text>{texts.sampleHint}</Text>
      {bring.error && <Failure error={bring.error} />}
      {bring.isPending ? (
        <Spinner className={styles.button} size="tiny" label={doing} role="status" />
      ) : (
        <Button className={styles.button} onClick={() => void begin()}>
          {texts.bringSample}
        </Button>
      )}
    </Card>
  );
}
