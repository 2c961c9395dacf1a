using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Telemetry;

namespace DurableSagas.Sagas.Tests.Telemetry;

public sealed class SagaMeterTests : IDisposable
{
    private static readonly SagaIdentity _saga = new("measured-1", "told-measured", Protocol.TwoPhaseCommit, 1);
    private static readonly DateTimeOffset _began = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentQueue<string> _measured = [];
    private readonly MeterListener _listener = new() { InstrumentPublished = (instrument, listener) => Listen(instrument, listener) };

    public SagaMeterTests()
    {
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void Start_OfASaga_IsCountedByItsNameAndProtocol()
    {
        SagaMeter.Started(_saga);

        Assert.Equal(["durablesagas.saga.started 1 {saga}: saga=told-measured protocol=TwoPhaseCommit"], _measured);
    }

    [Theory]
    [InlineData(SagaStatus.Completed, "completed")]
    [InlineData(SagaStatus.Compensated, "compensated")]
    public void End_OfASaga_IsCountedByItsStatusAndMeasured(SagaStatus status, string counter)
    {
        SagaMeter.Ended(new SagaTimeline { Saga = _saga, Status = status, Sequence = 9 }, TimeSpan.FromMinutes(2));

        Assert.Equal(
            [
                $"durablesagas.saga.{counter} 1 {{saga}}: saga=told-measured protocol=TwoPhaseCommit",
                $"durablesagas.saga.duration 120 s: saga=told-measured protocol=TwoPhaseCommit status={status}",
            ],
            _measured);
    }

    [Fact]
    public void LastAttempt_ThatFails_IsCountedByItsStep()
    {
        SagaMeter.Stuck(_saga, "Charge");

        Assert.Equal(["durablesagas.saga.stuck 1 {saga}: saga=told-measured protocol=TwoPhaseCommit step=Charge"], _measured);
    }

    [Fact]
    public void Operation_ThatEnds_IsMeasuredByItsStepAndResult()
    {
        SagaMeter.OperationEnded(_saga, new EndedOperation("Charge", StepOperation.Compensation, AttemptStatus.Refused, "no", _began, _began.AddSeconds(90)));

        Assert.Equal(["durablesagas.step.duration 90 s: saga=told-measured protocol=TwoPhaseCommit step=Charge operation=Compensation result=Refused"], _measured);
    }

    private static void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == SagaTelemetry.Name)
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    // All sagas share a meter, and other tests run beside this one.
    private void Keep<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length > 0 && Equals(tags[0].Value, _saga.Name))
        {
            _measured.Enqueue($"{instrument.Name} {value} {instrument.Unit}: {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}");
        }
    }
}
