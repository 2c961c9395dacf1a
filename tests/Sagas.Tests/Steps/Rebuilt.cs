using System.Text.Json;
using DurableSagas.Sagas.Json;
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
            Assert.All(live.Steps, step => Assert.Equal(KeptByHistory(step.Value.Tries), rebuilt.Steps[step.Key].Tries));
        }
    }

    // A rewind takes the attempt that it makes again out of the history.
    private static IEnumerable<StepTry> KeptByHistory(IReadOnlyList<StepTry> tries) =>
        tries.Where((ended, place) => !ended.IsLast || !tries.Skip(place + 1).Any(later => (later.Operation, later.Number) == (ended.Operation, ended.Number)));

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
