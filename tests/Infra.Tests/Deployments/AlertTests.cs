using System.Text.RegularExpressions;
using DurableSagas.Infra.Tests.Commands;

namespace DurableSagas.Infra.Tests.Deployments;

public sealed partial class AlertTests(Linter linter, Snapshots snapshots)
{
    private const string LogRule = "Microsoft.Insights/scheduledQueryRules";
    private const string MetricRule = "Microsoft.Insights/metricAlerts";

    private static readonly string _queries = Repository.File("infra", "alerts");

    [Fact]
    public async Task Alerts_Deployed_WatchWhatAnOperatorMustKnow()
    {
        var deployment = await snapshots.SampleAsync;

        var rules = deployment.All(LogRule).Concat(deployment.All(MetricRule)).Select(rule => rule.Name["sagas-prod-".Length..]);

        Assert.Equal(
            ["orchestration-failed", "poison-message", "queue-age", "retention-missed", "saga-stuck", "server-errors", "storage-throttling"],
            rules.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Alerts_Fired_TellEveryRecipient()
    {
        var deployment = await snapshots.OtherChoicesAsync;

        var group = deployment.One("Microsoft.Insights/actionGroups");
        var told = deployment.All(LogRule).Select(rule => rule["properties.actions.actionGroups.0"])
            .Concat(deployment.All(MetricRule).Select(rule => rule["properties.actions.0.actionGroupId"]));

        Assert.Equal(["a@example.com", "b@example.com"], group.Properties["emailReceivers"]!.AsArray().Select(receiver => (string?)receiver!["emailAddress"]));
        Assert.All(told, id => Assert.Equal(group.Id, id));
    }

    [Fact]
    public async Task Queries_EachFile_IsTheRuleOfItsName()
    {
        var deployment = await snapshots.SampleAsync;

        var queries = deployment.All(LogRule).ToDictionary(rule => $"{rule.Name["sagas-prod-".Length..]}.kql", rule => rule["properties.criteria.allOf.0.query"]);

        Assert.Equal(queries.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(_queries).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(queries, query => Assert.Equal(File.ReadAllText(Path.Combine(_queries, query.Key)), query.Value));
    }

    [Fact]
    public async Task Queries_AgainstTheTablesOfAWorkspace_AreWellFormed()
    {
        var findings = await linter.FindingsAsync("queries.mjs", Directory.GetFiles(_queries));

        Assert.Equal("", findings);
    }

    [Fact]
    public void SagaStuck_Phrase_IsWhatTheSagaLogs()
    {
        var phrase = Quoted().Match(Query("saga-stuck")).Groups["text"].Value;

        Assert.Contains(Repository.Sources(), source => Regex.IsMatch(source, $@"\[LoggerMessage\(\s*\d+, LogLevel\.Error, ""[^""]*{Regex.Escape(phrase)}"));
    }

    [Fact]
    public void QueueAge_Metric_IsOneThatTheAppSends()
    {
        var metric = Quoted().Match(Query("queue-age")).Groups["text"].Value;

        Assert.Contains(Repository.Sources(), source => source.Contains($"\"{metric}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void RetentionMissed_Function_IsATimerOfTheApp()
    {
        var function = Quoted().Match(Query("retention-missed")).Groups["text"].Value;

        Assert.Contains(Repository.Sources(), source => source.Contains($"class {function}", StringComparison.Ordinal) && source.Contains("[TimerTrigger(", StringComparison.Ordinal));
    }

    private static string Query(string rule) => string.Join('\n', File.ReadLines(Path.Combine(_queries, $"{rule}.kql")).Where(line => !line.StartsWith("//", StringComparison.Ordinal)));

    [GeneratedRegex("\"(?<text>[^\"]+)\"")]
    private static partial Regex Quoted();
}
