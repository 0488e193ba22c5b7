// A day at the provider: who has written what, how long ago, and what has become of it.
import type { Person } from '../support/people';
import type { Column } from '../support/town';

export interface Part {
  column: Column;
  /** Minutes since the message that waits for an answer. */
  ago: number;
  text: string;
  /** Hours since it began (some of them days before, see `age`), where it was answered before and waits again; else it began
      with that message, as few may have in an hour like any other. */
  began?: number;
  /** In no record; else the next subscriber of the provider, by their standing. */
  who?: { name: string } | 'suspended';
  /** Who has taken it. */
  holder?: Person;
  /** What the holder has answered: the clock rests. */
  answer?: string;
}

const part = (column: Column, ago: number, text: string, more: Omit<Part, 'column' | 'ago' | 'text'> = {}): Part => ({ column, ago, text, ...more });
const stranger = (name: string) => ({ who: { name } });

export const CAST: Part[] = [
  part('Técnico urgente', 6.2, 'caiu tudo aqui, nem a tv conecta. já tirei o aparelho da tomada duas vezes e continua sem internet', { began: 4.3, holder: 'bruno' }),
  part('Técnico urgente', 5.4, 'loja parada, a maquininha não passa cartão porque a internet caiu', { began: 5.9 }),
  part('Técnico urgente', 4.3, 'sem internet desde as 14h, a luz LOS está piscando vermelha'),
  part('Técnico urgente', 3.2, 'um caminhão arrebentou o fio da fibra aqui na porta, ficamos sem conexão', { began: 7.4 }),
  part('Técnico urgente', 2.4, 'minha clínica está sem internet e não abre a agenda, tenho paciente esperando', { began: 4.8, holder: 'ana' }),
  part('Técnico urgente', 1.6, 'sem sinal nenhum desde a chuva, todos os aparelhos sem internet'),
  part('Técnico urgente', 0.7, 'a internet caiu e não voltou mais, trabalho de casa e preciso urgente', { began: 3.6 }),
  part('Técnico urgente', 9, 'a internet caiu na rua toda, os vizinhos também estão sem sinal', { began: 9.0, holder: 'ana', answer: 'Boa tarde! Já vimos a queda na sua rua e a equipe está a caminho. Aviso aqui assim que voltar.' }),
  part('Técnico urgente', 14, 'estou totalmente sem internet, o modem está com luz vermelha', { began: 5.1, holder: 'bruno', answer: 'O técnico chega entre 16h e 18h. Tem alguém em casa nesse horário?' }),

  part('Técnico normal', 33, 'o wifi não chega no quarto dos fundos, na sala funciona bem', { began: 8.1, holder: 'ana' }),
  part('Técnico normal', 26, 'a internet está muito lenta à noite, o vídeo trava toda hora', { began: 6.2 }),
  part('Técnico normal', 23.5, 'contratei 500 mega e no teste de velocidade não passa de 60', { began: 7.9 }),
  part('Técnico normal', 19, 'queria trocar a senha do wifi, como faço?', { began: 2.8 }),
  part('Técnico normal', 16, 'meu ping está altíssimo no jogo, no cabo também fica lento', { began: 1.4 }),
  part('Técnico normal', 12, 'a chamada de vídeo congela toda hora, a internet fica oscilando', { began: 2.3, holder: 'bruno' }),
  part('Técnico normal', 8, 'fica caindo e voltando a cada dez minutos desde ontem', { began: 5.9 }),
  part('Técnico normal', 4, 'a televisão nova não acha a rede wifi de vocês', { began: 3.1 }),
  part('Técnico normal', 1.5, 'o roteador esquenta e trava, acho que está velho'),
  part('Técnico normal', 40, 'o wifi está fraco na varanda, tem como melhorar o sinal?', { began: 4.8, holder: 'bruno', answer: 'Mudei o canal do seu wi-fi daqui. Pode testar e me dizer se melhorou?' }),

  part('Comercial', 47, 'quanto custa o plano de 500 mega?', stranger('Lucas Andrade')),
  part('Comercial', 38, 'vocês atendem no Setor Bueno? quero contratar internet', stranger('Dona Zilda')),
  part('Comercial', 29, 'quero aumentar a velocidade do meu plano, qual a diferença de preço?', { began: 6.9 }),
  part('Comercial', 21, 'a instalação é grátis? em quanto tempo instala?', { ...stranger('Marcos Vinícius'), began: 4.7, holder: 'carla' }),
  part('Comercial', 13, 'preciso de internet empresarial para a escola, queria um orçamento', { ...stranger('Escola Cora Coralina'), began: 8.8 }),
  part('Comercial', 7, 'tem alguma promoção esse mês? vi a propaganda de vocês', { ...stranger('Kauã Ferreira'), began: 5.5 }),
  part('Comercial', 2, 'queria saber os planos e valores para contratar', stranger('Pousada Ipê Amarelo')),

  part('Financeiro', 112, 'já paguei o boleto e a internet continua bloqueada', { began: 5.2, who: 'suspended' }),
  part('Financeiro', 92, 'me manda a segunda via do boleto por favor', { holder: 'carla' }),
  part('Financeiro', 74, 'veio uma cobrança 30 reais mais cara na minha fatura esse mês', { began: 9.0 }),
  part('Financeiro', 61, 'dá para mudar o vencimento da fatura para o dia 10?', { began: 2.2 }),
  part('Financeiro', 48, 'preciso da nota fiscal do mês passado'),
  part('Financeiro', 35, 'paguei ontem no pix, podem liberar?', { began: 6.2, who: 'suspended' }),
  part('Financeiro', 27, 'o código de barras do boleto está dando erro no aplicativo do banco', { began: 6.6 }),
  part('Financeiro', 18, 'quero negociar as faturas atrasadas, consigo parcelar?', { began: 3.9, who: 'suspended' }),
  part('Financeiro', 9, 'não chegou meu boleto esse mês, podem mandar de novo?', { began: 1.4 }),
  part('Financeiro', 3, 'quero colocar a mensalidade no débito automático', { began: 4.3 }),
  part('Financeiro', 70, 'cobraram duas vezes a fatura no meu cartão', { began: 6.8, holder: 'carla', answer: 'Confirmei aqui a cobrança em dobro: o estorno cai em até 5 dias úteis. Peço desculpas pelo transtorno!' }),

  part('Cancelamento', 11.2, 'quero cancelar o contrato, cansei de ligar e ninguém resolver', { began: 3.1, holder: 'diego' }),
  part('Cancelamento', 8.6, 'qual a multa se eu cancelar agora?', { began: 7.4 }),
  part('Cancelamento', 6, 'quero encerrar meu contrato, vou mudar de cidade', { began: 8.3 }),
  part('Cancelamento', 3.5, 'recebi proposta melhor e quero cancelar o plano', { began: 5.2, holder: 'diego' }),
  part('Cancelamento', 1.2, 'como faço para cancelar e devolver o aparelho?', { began: 3.6 }),
];

/** The conversation of the pictures: what was said, in order, with the minutes ago. */
export const THREAD: { by: 'subscriber' | 'ana'; ago: number; text: string }[] = [
  { by: 'subscriber', ago: 11, text: 'bom dia, minha internet caiu, estou sem conexão nenhuma' },
  { by: 'subscriber', ago: 10, text: 'a luz LOS está piscando vermelho desde as 14h' },
  { by: 'ana', ago: 8, text: 'Oi, tudo bem? Aqui é a Ana, do suporte. Já estou olhando a sua linha.' },
  { by: 'ana', ago: 7, text: 'Essa luz vermelha diz que a fibra não chega até o aparelho. O cabo amarelo está bem encaixado atrás dele?' },
  { by: 'subscriber', ago: 5, text: 'está sim, ninguém mexeu' },
  { by: 'ana', ago: 4, text: 'Certo. Então o problema está no cabo entre o poste e a sua casa. Tenho visita hoje entre 16h e 18h, sem custo. Posso confirmar?' },
  { by: 'subscriber', ago: 1, text: 'pode sim, alguém vai estar em casa. obrigada!' },
];
