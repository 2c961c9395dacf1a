using System.Text.Json;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Steps.Recording;
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
        }
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
