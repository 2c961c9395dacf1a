using DurableSagas.Sagas.Steps;

namespace Market.Gifting;

/// <summary>Who can be given something.</summary>
public sealed class Neighbourhood
{
    private readonly HashSet<string> _addresses = ["ann", "bob"];

    public Task DeliverAsync(string to) => _addresses.Contains(to) ? Task.CompletedTask : throw new StepRefusedException($"Nobody lives at '{to}'.");
}
