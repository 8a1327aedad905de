using System.Text;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Properties;

/// <summary>5,000 is measured alike in browser, server and database, and so is everything else that a text can be.</summary>
public sealed class ContentCasesTests(ChatServer server, ChromiumFixture chromium, PostgresFixture postgres) : IClassFixture<ChatServer>
{
    private static IEnumerable<string> Expected => ContentCase.All.Select(c => $"{c.Name}: {c.Verdict} {c.Length}");

    [Fact]
    public void Server_EachText_SaysWhatTheFileSays()
    {
        var said = ContentCase.All.Select(c =>
        {
            var error = ContentRule.Check(c.Content, out var stored);
            return $"{c.Name}: {VerdictOf(error)} {stored.EnumerateRunes().Count()}";
        });

        Assert.Equal(Expected, said);
    }

    [Fact]
    public async Task Browser_EachText_SaysWhatTheFileSays()
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A);

        var said = await nora.Page.EvaluateAsync<string[]>(
            """
            async texts => {
              const { problemWith, lengthOf } = await import('/js/content-rule.js');
              const textOf = units => { let text = ''; for (const unit of units) text += String.fromCharCode(unit); return text; };
              const [nul, half, nothing, unseen] = ['\0', '\uD800', '', '\u200B'].map(problemWith);
              return texts.map(units => {
                const text = textOf(units), problem = problemWith(text);
                const verdict = problem === null ? 'sent' : problem === nul || problem === half ? 'invalid' : problem === nothing || problem === unseen ? 'empty' : 'too_long';
                return `${verdict} ${problem === null ? lengthOf(text) : 0}`;
              });
            }
            """, ContentCase.All.Select(c => c.Content.Select(u => (int)u).ToArray()).ToArray());

        Assert.Equal(Expected, said.Zip(ContentCase.All, (s, c) => $"{c.Name}: {s}"));
    }

    [Fact]
    public async Task Database_EachTrimmedText_TakesWhatTheFileSays()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = await postgres.CreateDatabaseAsync(ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, ct);

        var taken = new List<string>();
        foreach (var @case in ContentCase.All)
        {
            if (await IsTakenAsync(node, couple.From(PartnerSide.A, @case.Content.Trim()), ct)) taken.Add(@case.Name);
        }

        Assert.Equal(ContentCase.All.Where(c => c.Verdict == "sent").Select(c => c.Name), taken);
    }

    [Fact]
    public async Task Database_EveryCharacterAlone_IsVisibleWhereTheRuleSaysSo()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = await postgres.CreateDatabaseAsync(ct);
        await using var node = await ChatNode.StartAsync(database);
        await using var ask = node.Get<ChatDataSources>().Readers.CreateCommand(
            $"SELECT array_agg(i ORDER BY i) FROM generate_series(1, {0x10FFFF}) i WHERE i NOT BETWEEN {0xD800} AND {0xDFFF} AND NOT chr(i) COLLATE \"C\" ~ '{VisibleText.Pattern}'");

        var unseen = (int[])(await ask.ExecuteScalarAsync(ct))!;

        Assert.Equal(Enumerable.Range(1, 0x10FFFF).Where(i => Rune.IsValid(i) && ContentRule.Check(new Rune(i).ToString(), out _) == ChatError.EmptyContent), unseen);
    }

    private static async Task<bool> IsTakenAsync(ChatNode node, NewMessage message, CancellationToken ct)
    {
        try
        {
            await node.Store.WriteAsync(Couple.Batch(message), ct);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.CheckViolation or PostgresErrorCodes.CharacterNotInRepertoire)
        {
            return false;
        }
        catch (EncoderFallbackException)
        {
            // Half a character has no place in UTF-8 and never reaches the table.
            return false;
        }
    }

    private static string VerdictOf(ChatError? error) => error switch
    {
        null => "sent",
        ChatError.EmptyContent => "empty",
        ChatError.ContentTooLong => "too_long",
        _ => "invalid",
    };
}
