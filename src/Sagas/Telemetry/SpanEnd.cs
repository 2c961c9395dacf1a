using System.Diagnostics;

namespace DurableSagas.Sagas.Telemetry;

internal static class SpanEnd
{
    public static void End(this Activity span, string result, string? error, DateTimeOffset finishedAt)
    {
        span.SetTag("saga.result", result).SetEndTime(finishedAt.UtcDateTime);
        span.SetStatus(error is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, error);
    }
}
