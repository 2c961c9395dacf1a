using DurableSagas.DurableTask.Sqlite.Statements;
using DurableSagas.DurableTask.Sqlite.Store;
using DurableSagas.DurableTask.Sqlite.Tests.Running;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSagas.DurableTask.Sqlite.Tests.Store;

public sealed class OpeningTests : IDisposable
{
    private readonly TempHub _hub = new();

    [Fact]
    public async Task Open_NoDatabase_IsRefusedAndLeftAsItIs()
    {
        const string Text = "Dear diary, this is no database at all, but it is long enough to have had a header if it were one of those.";
        await File.WriteAllTextAsync(_hub.FilePath, Text, TestContext.Current.CancellationToken);

        var refused = Assert.Throws<TaskHubOpenException>(() => Open());

        Assert.Equal(
            $"Task hub '{_hub.FilePath}' cannot be opened: the file is not a SQLite database; name another file, or move it away to start with an empty hub.",
            refused.Message);
        Assert.Equal(Text, await File.ReadAllTextAsync(_hub.FilePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Open_DatabaseOfAnotherApplication_IsRefused()
    {
        Execute("CREATE TABLE diary (entry TEXT); PRAGMA application_id = 7;");
        var before = Bytes();

        var refused = Assert.Throws<TaskHubOpenException>(() => Open());

        Assert.Equal(before, Bytes());
        Assert.Contains("is the SQLite database of another application (application_id 7", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefused()
    {
        await Open().DisposeAsync();
        Execute("PRAGMA user_version = 9;");
        var before = Bytes();

        var refused = Assert.Throws<TaskHubOpenException>(() => Open());

        Assert.Equal(before, Bytes());
        Assert.Equal(
            $"Task hub '{_hub.FilePath}' has schema version 9, this program knows version 2. Run the program that wrote it, or name another file.",
            refused.Message);
    }

    [Fact]
    public async Task Open_AnotherHubsFile_IsRefused()
    {
        await Open("orders").DisposeAsync();

        var refused = Assert.Throws<TaskHubOpenException>(() => Open("trips"));

        Assert.Contains("holds task hub 'orders', but the task hub is named 'trips'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WhileAnotherHasIt_IsRefusedUntilThatOneCloses()
    {
        var first = Open();

        var refused = Assert.Throws<TaskHubOpenException>(() => Open());
        await first.DisposeAsync();
        await Open().DisposeAsync();

        Assert.Contains("is in use by another process", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_DamagedInstances_IsRefused()
    {
        await FillAsync();
        Damage("instances");
        var before = Bytes();

        var refused = Assert.Throws<TaskHubOpenException>(() => Open());

        Assert.Equal(before, Bytes());
        Assert.Contains("the file is damaged", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_DamagedHistory_StopsTheHubWhenAReadMeetsIt()
    {
        await FillAsync();
        Damage("history");
        var before = Bytes();

        await using (var hub = Open())
        {
            var read = Assert.Throws<TaskHubUnavailableException>(() => hub.Read(rows => rows.History.All(1)));
            var write = await Assert.ThrowsAsync<TaskHubUnavailableException>(() => FillAsync(hub, instances: 1));

            Assert.StartsWith($"Task hub '{_hub.FilePath}' is not available: the file is damaged", read.Message, StringComparison.Ordinal);
            Assert.Equal(read.Message, write.Message);
            Assert.True(hub.Health.Stopped);
        }

        Assert.Equal(before, Bytes());
    }

    [Fact]
    public async Task Open_DamagedHistory_StopsTheHubWhenAWriteMeetsItAndNothingOfThatIsKept()
    {
        await FillAsync();
        Damage("history");
        var before = Bytes();

        await using (var hub = Open())
        {
            var write = await Assert.ThrowsAsync<TaskHubUnavailableException>(() => FillAsync(hub, instances: 1));
            var later = await Assert.ThrowsAsync<TaskHubUnavailableException>(() => FillAsync(hub, instances: 1));

            Assert.StartsWith($"Task hub '{_hub.FilePath}' is not available: the file is damaged", write.Message, StringComparison.Ordinal);
            Assert.Equal(write.Message, later.Message);
            Assert.True(hub.Health.Stopped);
        }

        Assert.Equal(before, Bytes());
    }

    [Theory]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    [InlineData("", "cannot be opened: the file is read-only; give this process the right to write it.")]
    [InlineData(".lock", "its lock file '{0}.lock' cannot be written: Access to the path '{0}.lock' is denied.")]
    public async Task Open_FileMayNotBeWritten_IsRefusedAndLeftAsItIs(string protectedFile, string reason)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Modes of files are Linux's, and so is the thread that root's rights do not reach.");
        await FillAsync();
        var before = await File.ReadAllBytesAsync(_hub.FilePath, TestContext.Current.CancellationToken);
        Protect(_hub.FilePath + protectedFile);

        var refused = UnprivilegedThread.Record(() => Open());

        var message = Assert.IsType<TaskHubOpenException>(refused).Message;
        Assert.StartsWith($"Task hub '{_hub.FilePath}'", message, StringComparison.Ordinal);
        Assert.EndsWith(string.Format(System.Globalization.CultureInfo.InvariantCulture, reason, _hub.FilePath), message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_hub.FilePath, TestContext.Current.CancellationToken));
    }

    public void Dispose() => _hub.Dispose();

    // Everybody may do everything, but write the one file.
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private void Protect(string path)
    {
        const UnixFileMode Everything = (UnixFileMode)0b111_111_111;
        const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        var folder = Path.GetDirectoryName(_hub.FilePath)!;
        foreach (var file in Directory.GetFiles(folder).Append(folder))
        {
            File.SetUnixFileMode(file, file == path ? Read : Everything);
        }
    }

    private TaskHubStore Open(string hubName = "hub") =>
        TaskHubStore.Open(_hub.Options with { TaskHubName = hubName }, NullLoggerFactory.Instance);

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_hub.FilePath};Pooling=False");
        connection.Open();
        StatementSet.RunScript(connection, sql);
    }

    private async Task FillAsync()
    {
        await using var hub = Open();
        await FillAsync(hub, instances: 500);
    }

    private static Task<int> FillAsync(TaskHubStore hub, int instances) =>
        hub.WriteAsync(rows => Rows.Fill(rows, instances), _ => { }, CancellationToken.None);

    private byte[] Bytes() => File.ReadAllBytes(_hub.FilePath);

    private void Damage(string table)
    {
        const int PageSize = 4096;
        using var file = File.OpenWrite(_hub.FilePath);
        file.Position = (RootPage(table) - 1) * PageSize;
        file.Write(Enumerable.Repeat((byte)0xAB, PageSize).ToArray());
    }

    private long RootPage(string table)
    {
        using var connection = new SqliteConnection($"Data Source={_hub.FilePath};Pooling=False");
        connection.Open();
        using var root = new Statement(connection.Handle!, "SELECT rootpage FROM sqlite_schema WHERE name = ?");
        return root.Bind(1, table).First(row => row.Int64(0));
    }
}
