using Azure;
using Azure.Storage.Blobs;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Azure.WebJobs.Host.Storage;
using Newtonsoft.Json;

namespace DurableSagas.LocalHost.Timers;

/// <summary>
/// Remembers when each timer ran, so that a run that was missed is made up for: in the app's storage, where the real
/// host has it, or in memory where there is none.
/// </summary>
/// <remarks>The monitor of the timers' package was made for another version of the storage package and does not load with this one.</remarks>
internal sealed class BlobScheduleMonitor(IAzureBlobStorageProvider storage, IHostIdProvider hostId) : ScheduleMonitor
{
    private readonly Dictionary<string, ScheduleStatus> _inMemory = [];

    public override async Task<ScheduleStatus?> GetStatusAsync(string timerName)
    {
        if (!storage.TryCreateHostingBlobContainerClient(out var container))
        {
            lock (_inMemory)
            {
                return _inMemory.GetValueOrDefault(timerName);
            }
        }

        try
        {
            var blob = await (await BlobAsync(container, timerName)).DownloadContentAsync();
            return JsonConvert.DeserializeObject<ScheduleStatus>(blob.Value.Content.ToString());
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    public override async Task UpdateStatusAsync(string timerName, ScheduleStatus status)
    {
        if (!storage.TryCreateHostingBlobContainerClient(out var container))
        {
            lock (_inMemory)
            {
                _inMemory[timerName] = status;
                return;
            }
        }

        await container.CreateIfNotExistsAsync();
        await (await BlobAsync(container, timerName)).UploadAsync(BinaryData.FromString(JsonConvert.SerializeObject(status)), overwrite: true);
    }

    private async Task<BlobClient> BlobAsync(BlobContainerClient container, string timerName) =>
        container.GetBlobClient($"timers/{await hostId.GetHostIdAsync(CancellationToken.None)}/{timerName}/status");
}
