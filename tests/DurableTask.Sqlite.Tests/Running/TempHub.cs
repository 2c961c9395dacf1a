using DurableSagas.DurableTask.Sqlite.Statements;
using Microsoft.Data.Sqlite;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

/// <summary>A folder of its own for a task hub's file.</summary>
internal sealed class TempHub : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskhub-");

    public string FilePath => Path.Combine(_folder.FullName, "hub.db");

    public SqliteTaskHubOptions Options => new() { File = FilePath };

    /// <summary>The file and its journal, as they stand on the disk while somebody has them open.</summary>
    public void CopyTo(TempHub other)
    {
        foreach (var file in _folder.EnumerateFiles().Where(file => file.Name is "hub.db" or "hub.db-wal"))
        {
            file.CopyTo(Path.Combine(other._folder.FullName, file.Name));
        }
    }

    /// <summary>What a query of one row says of the file, whoever has it open.</summary>
    public T? Look<T>(string sql, Func<Statement, T> read)
    {
        using var connection = new SqliteConnection($"Data Source={FilePath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var query = new Statement(connection.Handle!, sql);
        return query.First(read);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
