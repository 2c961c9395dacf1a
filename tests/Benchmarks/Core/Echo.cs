using DurableTask.Core;

namespace DurableSagas.Benchmarks.Core;

/// <summary>The activity that costs nothing itself.</summary>
internal sealed class Echo : TaskActivity<int, int>
{
    protected override int Execute(TaskContext context, int input) => input;
}
