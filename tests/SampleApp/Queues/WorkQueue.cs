using System.Net;
using Azure.Storage.Queues.Models;
using DurableSagas.SampleApp.State;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SampleApp.Queues;

/// <summary>Messages sent over HTTP are worked off, one hop further, into the journal.</summary>
public sealed class WorkQueue(Journal journal, Flags flags)
{
    [Function("Send")]
    public static async Task<SendAnswer> SendAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "queue")] HttpRequestData request)
    {
        var body = await request.ReadAsStringAsync() ?? string.Empty;
        return new SendAnswer { Response = request.CreateResponse(HttpStatusCode.Accepted), Messages = body.Split('\n', StringSplitOptions.RemoveEmptyEntries) };
    }

    /// <summary>A message <c>fail:X</c> fails every time, <c>wait:X</c> waits for the flag X.</summary>
    [Function("Work")]
    [QueueOutput("%SAMPLE_NAME%-done")]
    public async Task<string?> WorkAsync([QueueTrigger("%SAMPLE_NAME%-work")] QueueMessage message, CancellationToken cancellationToken)
    {
        var text = message.MessageText;
        await journal.AddAsync("work", $"{text} #{message.DequeueCount}", cancellationToken);
        if (text.StartsWith("fail:", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Message '{text}' was to fail.");
        }

        if (text.StartsWith("wait:", StringComparison.Ordinal))
        {
            await flags.WaitAsync(text["wait:".Length..], cancellationToken);
        }

        return $"did {text}";
    }

    [Function("Done")]
    public Task DoneAsync([QueueTrigger("%SAMPLE_NAME%-done")] string text) => journal.AddAsync("done", text);

    [Function("Poisoned")]
    public Task PoisonedAsync([QueueTrigger("%SAMPLE_NAME%-work-poison")] string text) => journal.AddAsync("poisoned", text);

    [Function("SendParcel")]
    [QueueOutput("%SAMPLE_NAME%-parcels")]
    public static Parcel SendParcel([QueueTrigger("%SAMPLE_NAME%-parcel-orders")] Parcel parcel) => parcel with { Weight = parcel.Weight + 1 };

    [Function("ReceiveParcel")]
    public Task ReceiveParcelAsync([QueueTrigger("%SAMPLE_NAME%-parcels")] Parcel parcel, int dequeueCount, string id) =>
        journal.AddAsync("parcels", $"{parcel.Name} {parcel.Weight} #{dequeueCount} {(id.Length > 0 ? "with id" : "without id")}");
}
