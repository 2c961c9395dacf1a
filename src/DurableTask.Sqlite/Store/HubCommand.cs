namespace DurableSagas.DurableTask.Sqlite.Store;

/// <summary>A change that somebody waits for; they are told after it is durable and passed on.</summary>
internal sealed class HubCommand<TResult>(Func<HubRows, TResult> apply, Action<TResult> committed) : HubWrite
{
    private readonly TaskCompletionSource<TResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult? _result;

    public Task<TResult> Done => _done.Task;

    public override void Apply(HubRows rows) => _result = apply(rows);

    public override void Committed()
    {
        try
        {
            committed(_result!);
            _done.SetResult(_result!);
        }
        catch (Exception failure)
        {
            _done.SetException(failure);
            throw;
        }
    }

    public override void Failed(Exception failure) => _done.SetException(failure);
}
