using PartnerChat.Data.Accounts;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Pictures;

/// <summary>A conversation with every kind of message in it.</summary>
internal static class Everything
{
    /// <summary>The last of Nora's: what panels are opened on.</summary>
    public const string Chosen = "I put your book back on the shelf";

    private const string Arabic = "تيتا بتسلّم عليكِ كتير";
    private const string Deleted = "Forget that I asked";
    private const string Edited = "Dinner is at seven";
    private const string Jar = "There are three left in the jar";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Edited, starred, deleted by either, with reactions.</summary>
    public static async Task TellMarksAsync(Stage stage)
    {
        await stage.TellAsync([Line.Theirs(Jar), Line.Theirs(Deleted + "!"), Line.Own(Edited), Line.Own(Deleted), Line.Theirs(Arabic), Line.Own(Chosen)]);
        await MarkAsync(stage, Arabic);
        Assert.Null((await stage.Chat.DeleteAsync(await stage.ParticipantAsync(stage.Sami), stage.IdOf(Deleted + "!"), Ct)).Error);
    }

    public static async Task TellAsync(Stage stage)
    {
        await stage.TellAsync(
        [
            Line.Theirs(Jar), Line.Own(Deleted), Line.Own(Edited), Line.Theirs(Arabic),
            Line.Theirs("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft, says https://example.org/a/rather/long/path?of=words"),
            Line.Own("**Saturday**\n- bread\n- `quinces`\n> and the good oil"), Line.Theirs("🎉"), Line.Own(Chosen),
        ]);
        await MarkAsync(stage, Arabic);
        Assert.Null((await stage.Server.Get<SettingsService>().ChangeAsync(stage.Sami, new SettingsChange(ReadReceipts: false), Ct)).Error);
        await stage.AnswerAsync(stage.Sami, Jar, "Then I take the middle one");
    }

    private static async Task MarkAsync(Stage stage, string liked)
    {
        var (nora, sami) = (await stage.ParticipantAsync(stage.Nora), await stage.ParticipantAsync(stage.Sami));
        Assert.Null((await stage.Chat.DeleteAsync(nora, stage.IdOf(Deleted), Ct)).Error);
        Assert.Null((await stage.Chat.EditAsync(nora, stage.IdOf(Edited), "Dinner is at eight, not seven", Ct)).Error);
        Assert.Null((await stage.Server.Get<StarService>().AddAsync(nora, stage.IdOf(Edited), Ct)).Error);
        Assert.Null((await stage.Chat.PutReactionAsync(nora, stage.IdOf(liked), "🙏", Ct)).Error);
        Assert.Null((await stage.Chat.PutReactionAsync(sami, stage.IdOf(liked), "😂", Ct)).Error);
        Assert.Null((await stage.Chat.PutReactionAsync(sami, stage.IdOf(Chosen), "❤️", Ct)).Error);
    }
}
