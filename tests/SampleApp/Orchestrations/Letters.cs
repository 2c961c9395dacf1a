using DurableSagas.SampleApp.State;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SampleApp.Orchestrations;

/// <summary>The activity that most orchestrations call: it says what it did, in the journal too, and in that of its worker.</summary>
public sealed class Letters(Journal journal, Flags flags)
{
    [Function("Say")]
    public async Task<string> SayAsync([ActivityTrigger] Saying saying)
    {
        await journal.AddAsync(saying.Subject, saying.Word);
        await journal.AddAsync($"worker-{Environment.ProcessId}", saying.Word);
        return saying.Word.ToUpperInvariant();
    }

    /// <summary>Fails until its flag is raised.</summary>
    [Function("SayWhenMended")]
    public async Task<string> SayWhenMendedAsync([ActivityTrigger] Saying saying)
    {
        if (await flags.IsRaisedAsync($"{saying.Subject}-{saying.Word}"))
        {
            return await SayAsync(saying);
        }

        await journal.AddAsync(saying.Subject, $"{saying.Word} failed");
        throw new InvalidOperationException($"'{saying.Word}' is not mended.");
    }

    /// <summary>Runs at least as long as it is told, and until its flag is raised; every run of it is counted.</summary>
    [Function("SayAfter")]
    public async Task<string> SayAfterAsync([ActivityTrigger] LongSaying saying, CancellationToken cancellationToken)
    {
        await journal.AddAsync(saying.Subject, "started", CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(saying.Seconds), cancellationToken);
        await flags.WaitAsync(saying.Subject, cancellationToken);
        await journal.AddAsync(saying.Subject, "ended", CancellationToken.None);
        return "done";
    }
}
