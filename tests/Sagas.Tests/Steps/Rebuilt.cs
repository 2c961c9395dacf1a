using System.Text.Json;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps.Recording;
using DurableSagas.Sagas.Views;
using DurableSagas.Testing;
using DurableSagas.Testing.Views;

namespace DurableSagas.Sagas.Tests.Steps;

/// <summary>Folds histories into views of their own, and holds them against those that the activities wrote.</summary>
internal static class Rebuilt
{
    /// <summary>Also the views of sub-sagas, when they are named.</summary>
    public static async Task MustEqualLiveAsync(SagaTestHost host, string id, params string[] subSagas)
    {
        var views = new ViewTable();
        await WriteAsync(host, id, views);
        foreach (var saga in subSagas.Append(id))
        {
            Assert.Equal(JsonSerializer.Serialize(host.View(saga), SagaJson.Options), JsonSerializer.Serialize(views.Find(saga), SagaJson.Options));
            var (live, rebuilt) = (host.Views.RowsOf(saga), views.RowsOf(saga));
            Assert.Equal(live.Head!.StuckAt, rebuilt.Head!.StuckAt);
            Assert.All(live.Steps, step => MustEqual(step.Value.Tries, rebuilt.Steps[step.Key].Tries));
        }
    }

    // A rewind takes the attempt that it makes again out of the history: there "pending" before it goes on, and one more fits in.
    private static void MustEqual(IReadOnlyList<StepTry> live, IReadOnlyList<StepTry> rebuilt)
    {
        StepTry[] kept = [.. live.Where((ended, place) => !ended.IsLast || !live.Skip(place + 1).Any(later => (later.Operation, later.Number) == (ended.Operation, ended.Number)))];
        if (kept.Length == live.Count)
        {
            Assert.Equal(live, rebuilt);
            return;
        }

        foreach (var operation in Enum.GetValues<StepOperation>())
        {
            var its = kept.Where(ended => ended.Operation == operation).Select(Told).ToArray();
            Assert.Equal(its, rebuilt.Where(ended => ended.Operation == operation).Select(Told).TakeLast(its.Length));
        }

        static (int Number, DateTimeOffset FinishedAt, AttemptStatus Result, string? Error) Told(StepTry ended) => (ended.Number, ended.FinishedAt, ended.Result, ended.Error);
    }

    private static async Task WriteAsync(SagaTestHost host, string id, ViewTable views)
    {
        var history = new SagaHistory(await host.Client.GetOrchestrationHistoryAsync(id, TestContext.Current.CancellationToken));
        foreach (var rows in history.Above)
        {
            await views.RecordAsync(rows, TestContext.Current.CancellationToken);
        }

        if (history.Rows.Head is not null)
        {
            await views.RecordAsync(history.Rows, TestContext.Current.CancellationToken);
        }

        foreach (var subSaga in history.SubSagas)
        {
            await WriteAsync(host, subSaga, views);
        }
    }
}
