using System.Net;
using DurableSagas.EndToEnd.Tests.Api;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>One saga, asked for until it is answered: always with the same key.</summary>
internal class KeyedStart(string path, string json, string? key = null)
{
    private readonly string _key = key ?? Guid.NewGuid().ToString("N");

    /// <summary>Null until a start was answered.</summary>
    public string? Id { get; private set; }

    public SagaAnswer? Saga { get; private set; }

    public bool HasEnded => Saga is { HasEnded: true };

    /// <param name="wait">Seconds to wait for the end, once it is started.</param>
    public async Task StartAsync(AppClient app, int wait = 0)
    {
        try
        {
            Id ??= IdIn(await app.PostAsync(path, json, _key));
            if (wait > 0 && Id is not null)
            {
                await app.PostAsync($"{path}?wait={wait}", json, _key);
            }
        }
        catch (HttpRequestException)
        {
            // The app died before it answered. Nobody knows whether it had started the saga: the caller asks again.
        }
    }

    public async Task<SagaAnswer> LookAsync(AppClient app) =>
        Saga = (await app.GetAsync($"api/sagas/{Id}")).Expect(HttpStatusCode.OK).Read<SagaAnswer>();

    public Task EndAsync(AppClient app) => Poll.UntilAsync($"end of saga '{Id}'", () => LookAsync(app), saga => saga.HasEnded);

    // Without a worker nobody knows whether it had started the saga either.
    private static string? IdIn(Answer answer) => answer.IsWorkerGone ? null : answer.Expect(HttpStatusCode.Accepted).Read<StartAnswer>().Id;
}
