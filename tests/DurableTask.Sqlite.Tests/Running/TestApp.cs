using System.Collections.Concurrent;
using DurableTask.Core;
using DurableTask.Core.Entities;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

/// <summary>Orchestrators, activities and entities of a test, and which activities were called.</summary>
internal sealed class TestApp
{
    private readonly List<ObjectCreator<TaskOrchestration>> _orchestrators = [];
    private readonly List<ObjectCreator<TaskActivity>> _activities = [];
    private readonly List<ObjectCreator<TaskEntity>> _entities = [];

    public ConcurrentQueue<string> Calls { get; } = new();

    public TestApp Orchestrator(string name, Func<TestRun, string, Task<string>> run, params string[] versions)
    {
        foreach (var version in versions.Prepend(string.Empty).Distinct())
        {
            _orchestrators.Add(new Creator<TaskOrchestration>(name, version, () => new TestOrchestration(run)));
        }

        return this;
    }

    public TestApp Activity(string name, Func<string, string> call) => Activity(name, input => Task.FromResult(call(input)));

    public TestApp Activity(string name, Func<string, Task<string>> call)
    {
        _activities.Add(new Creator<TaskActivity>(name, string.Empty, () => new TestActivity(input =>
        {
            Calls.Enqueue(input is null ? name : $"{name}({input})");
            return call(input!);
        })));
        return this;
    }

    public TestApp Entity(string name, Func<TaskEntity> create)
    {
        _entities.Add(new Creator<TaskEntity>(name, string.Empty, create));
        return this;
    }

    public void AddTo(TaskHubWorker worker)
    {
        worker.AddTaskOrchestrations([.. _orchestrators]);
        worker.AddTaskActivities([.. _activities]);
        worker.AddTaskEntities([.. _entities]);
    }

    private sealed class TestActivity(Func<string?, Task<string>> call) : AsyncTaskActivity<string, string>
    {
        protected override Task<string> ExecuteAsync(TaskContext context, string input) => call(input);
    }

    private sealed class Creator<T> : ObjectCreator<T>
    {
        private readonly Func<T> _create;

        public Creator(string name, string version, Func<T> create)
        {
            Name = name;
            Version = version;
            _create = create;
        }

        public override T Create() => _create();
    }
}
