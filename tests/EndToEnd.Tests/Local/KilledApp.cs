using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>An app that is killed and started again under loads.</summary>
internal sealed class KilledApp(LocalAppSettings settings, Random random, IReadOnlyList<ILoad> loads)
{
    private const int LongestMoment = 150;

    private readonly List<DateTimeOffset> _kills = [];

    /// <summary>How often the worker alone was killed.</summary>
    public int WorkerKills { get; private set; }

    public int Sagas => loads.Sum(load => load.Sagas.Count());

    /// <summary>Sagas that a kill found under way: without any the test would prove nothing.</summary>
    public int Interrupted => loads.SelectMany(load => load.Sagas).Count(saga => _kills.Any(kill => saga.CreatedAt < kill && kill < saga.UpdatedAt));

    public Task OpenAsync() => RunAsync(async (_, app) =>
    {
        foreach (var load in loads)
        {
            await load.OpenAsync(app);
        }
    });

    /// <summary>Starts the app, and more sagas, and kills it at some moment meanwhile or after; every other time its worker alone at an earlier one.</summary>
    public Task StartSomeAndDieAsync()
    {
        foreach (var load in loads)
        {
            load.Add();
        }

        return RunAsync((local, app) => Task.WhenAll([.. loads.Select(load => load.StartAllAsync(app)), DieAtSomeMomentAsync(local, app)]));
    }

    /// <summary>Starts the app for the last time.</summary>
    public async Task<IReadOnlyList<string>> AuditAsync()
    {
        List<string> faults = [];
        await RunAsync(async (_, app) =>
        {
            foreach (var load in loads)
            {
                await load.StartAllAsync(app);
                faults.AddRange(await load.AuditAsync(app));
            }
        });
        return faults;
    }

    private async Task RunAsync(Func<LocalApp, AppClient, Task> actAsync)
    {
        await using var local = await LocalApp.StartAsync(settings, TestContext.Current.CancellationToken);
        using var app = new AppClient(local.Url);
        await actAsync(local, app);
    }

    private async Task DieAtSomeMomentAsync(LocalApp local, AppClient app)
    {
        if (random.Next(2) == 0)
        {
            await LetPassAsync(app);
            _kills.Add(TimeProvider.System.GetUtcNow());
            await local.KillWorkerAsync(TestContext.Current.CancellationToken);
            WorkerKills++;
        }

        await LetPassAsync(app);
        _kills.Add(TimeProvider.System.GetUtcNow());
        await local.KillAsync();
    }

    // A moment is so many questions: it is long on a slow machine, and needs no clock.
    private async Task LetPassAsync(AppClient app)
    {
        for (var question = random.Next(LongestMoment); question > 0; question--)
        {
            var answer = await app.GetAsync("api/saga-counts");
            Assert.True(answer.Status == HttpStatusCode.OK || (WorkerKills > 0 && answer.IsWorkerGone), $"Expected counts, or that the worker is gone; found {answer}");
        }
    }
}
