namespace PartnerChat.Web.Resources;

/// <summary>The words of the box, of what waits in the outbox, and of taking back.</summary>
public sealed class ComposerTexts;
